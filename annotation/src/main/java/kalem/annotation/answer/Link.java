package kalem.annotation.answer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kalem.annotation.json.CompactJson;

/**
 * What a relation ties together; ends are object ids of tool objects, answers or other relations.
 */
public sealed interface Link {
  /** From one to another. */
  record Single(String from, String to, String direction) implements Link {
    @Override
    public List<String> ends() {
      return List.of(from, to);
    }

    @Override
    public Optional<Link> without(Set<String> gone) {
      return gone.contains(from) || gone.contains(to) ? Optional.empty() : Optional.of(this);
    }

    @Override
    public void write(CompactJson json) {
      json.key("from").string(from).key("to").string(to).key("direction").string(direction);
    }
  }

  /** A group, in pick order. */
  record Group(List<String> members) implements Link {
    public Group {
      members = List.copyOf(members);
    }

    @Override
    public List<String> ends() {
      return members;
    }

    @Override
    public Optional<Link> without(Set<String> gone) {
      List<String> left = Link.remaining(members, gone);
      return left.isEmpty() ? Optional.empty() : Optional.of(new Group(left));
    }

    @Override
    public void write(CompactJson json) {
      Link.write(members, json.key("group"));
    }
  }

  /** From one to several. */
  record OneToMany(String from, List<String> members, String direction) implements Link {
    public OneToMany {
      members = List.copyOf(members);
    }

    @Override
    public List<String> ends() {
      return Stream.concat(Stream.of(from), members.stream()).toList();
    }

    @Override
    public Optional<Link> without(Set<String> gone) {
      List<String> left = Link.remaining(members, gone);
      return gone.contains(from) || left.isEmpty()
          ? Optional.empty()
          : Optional.of(new OneToMany(from, left, direction));
    }

    @Override
    public void write(CompactJson json) {
      Link.write(members, json.key("from").string(from).key("group"));
      json.key("direction").string(direction);
    }
  }

  List<String> ends();

  /** The link after these were deleted; nothing when too little is left (ontology section 6.3). */
  Optional<Link> without(Set<String> gone);

  void write(CompactJson json);

  private static List<String> remaining(List<String> members, Set<String> gone) {
    return members.stream().filter(member -> !gone.contains(member)).toList();
  }

  private static void write(List<String> members, CompactJson json) {
    json.array();
    members.forEach(json::string);
    json.endArray();
  }
}
