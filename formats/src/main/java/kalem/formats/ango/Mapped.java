package kalem.formats.ango;

import java.util.Iterator;
import java.util.function.Function;

/** An iterator over what a function makes of another's elements. */
record Mapped<S, T>(Iterator<? extends S> source, Function<? super S, ? extends T> map)
    implements Iterator<T> {
  static <S, T> Iterator<T> of(Iterator<? extends S> source, Function<? super S, ? extends T> map) {
    return new Mapped<>(source, map);
  }

  @Override
  public boolean hasNext() {
    return source.hasNext();
  }

  @Override
  public T next() {
    return map.apply(source.next());
  }
}
