package kalem.server.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings from the environment. */
class SettingsTest {

  @Test
  void everythingIsOptional() {
    Settings settings = Settings.fromEnvironment(Map.of());

    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.publicUrl()).isEqualTo("http://localhost:8080");
    assertThat(settings.database()).isEmpty();
    assertThat(settings.storage())
        .isEqualTo(new StorageLocation.Directory(Path.of("data/files").toAbsolutePath()));
    assertThat(settings.smtp()).isEmpty();
    assertThat(settings.exportFolders()).isEmpty();
    assertThat(settings.allowsPrivateEndpoints()).isFalse();
  }

  @Test
  void aDatabaseUrlMayCarryItsUser() {
    Settings settings =
        Settings.fromEnvironment(
            Map.of("KALEM_DATABASE_URL", "postgresql://kalem:secret@db:5432/kalem"));

    assertThat(settings.database())
        .contains(new Settings.Database("jdbc:postgresql://db:5432/kalem", "kalem", "secret"));
  }

  @Test
  void anAdministratorNeedsAPassword() {
    assertThatThrownBy(
            () -> Settings.fromEnvironment(Map.of("KALEM_ADMIN_EMAIL", "ana@team.example")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("KALEM_ADMIN_PASSWORD");
  }

  @Test
  void theExportFoldersAreAList() {
    assertThat(
            Settings.fromEnvironment(Map.of("KALEM_EXPORT_FOLDERS", "/srv/a: /srv/b/../c :"))
                .exportFolders())
        .containsExactly(Path.of("/srv/a"), Path.of("/srv/c"));
  }

  @Test
  void aSlashAtTheEndOfThePublicUrlIsDropped() {
    assertThat(
            Settings.fromEnvironment(Map.of("KALEM_PUBLIC_URL", "https://hub.example/"))
                .publicUrl())
        .isEqualTo("https://hub.example");
  }
}
