package kalem.server.organization;

import kalem.server.kernel.Settings;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the configured administrator before the server takes its first request. */
@Component
class FirstRunStarter implements SmartInitializingSingleton {
  private final FirstRun firstRun;
  private final Settings settings;

  FirstRunStarter(FirstRun firstRun, Settings settings) {
    this.firstRun = firstRun;
    this.settings = settings;
  }

  @Override
  public void afterSingletonsInstantiated() {
    settings.firstAdministrator().ifPresent(firstRun::makeConfiguredAdministrator);
  }
}
