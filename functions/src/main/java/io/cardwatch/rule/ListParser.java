package io.cardwatch.rule;

import io.cardwatch.rule.NamedList.Kind;
import io.cardwatch.rule.Networks.Network;
import io.cardwatch.rule.RuleFile.ListEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one list after the other that conditions know by name. */
final class ListParser {
    private static final List<String> KEYS = List.of("kind", "values", "cidr");
    private static final List<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::keyword).toList();
    private static final String VALUES_FORM = "a list of texts, e.g. [\"7995\", \"6051\"]";
    private static final String CIDR_FORM =
            "a list of networks, e.g. [\"203.0.113.0/24\", \"2001:db8::/32\"]";

    private final Problems problems;
    private final Set<String> names = new HashSet<>();

    ListParser(Problems problems) {
        this.problems = problems;
    }

    /** The list as far as it could be read; what is wrong with it is reported. */
    ListEntry parse(YamlNode.Entry entry) {
        YamlNode.Scalar name = entry.key();
        String called = "the list " + Problems.quote(name.value());
        if (!Names.isRuleId(name.value())) {
            problems.error(name.at(), called, Names.LIST_FORM);
        } else if (!names.add(name.value())) {
            problems.error(name.at(), called + " is defined twice", null);
        }
        Section section = Section.open(entry.value(), called, KEYS, problems);
        Kind kind = section == null ? null : kind(section);
        Set<String> values = new HashSet<>();
        Networks networks = null;
        if (section != null && section.has("values") == section.has("cidr")) {
            boolean both = section.has("cidr");
            problems.error(
                    both ? section.at("cidr") : section.at(),
                    called + (both ? " holds both texts and networks" : " holds nothing"),
                    "'values' with texts or 'cidr' with networks");
        } else if (section != null && section.has("values")) {
            values(section, values);
        } else if (section != null) {
            networks = networks(section);
        }
        return new ListEntry(
                name,
                new NamedList(name.value(), kind == null ? Kind.WATCH : kind, values, networks));
    }

    private @Nullable Kind kind(Section section) {
        YamlNode.Scalar text = section.requiredText("kind", String.join(", ", KINDS));
        if (text == null) {
            return null;
        }
        for (Kind kind : Kind.values()) {
            if (kind.keyword().equals(text.value())) {
                return kind;
            }
        }
        problems.unknown(text.at(), "no kind " + Problems.quote(text.value()), text.value(), KINDS);
        return null;
    }

    private List<YamlNode.Scalar> items(Section section, String key, String form) {
        YamlNode node = section.required(key, form);
        if (!(node instanceof YamlNode.Sequence list) || list.items().isEmpty()) {
            if (node != null) {
                boolean empty = node instanceof YamlNode.Sequence;
                problems.error(
                        node.at(),
                        "'" + key + "' is " + (empty ? "an empty list" : node.kind()),
                        form);
            }
            return List.of();
        }
        List<YamlNode.Scalar> items = new ArrayList<>();
        for (YamlNode item : list.items()) {
            YamlNode.Scalar text = Section.text("an item of '" + key + "'", item, form, problems);
            if (text != null) {
                items.add(text);
            }
        }
        return items;
    }

    private void values(Section section, Set<String> values) {
        for (YamlNode.Scalar item : items(section, "values", VALUES_FORM)) {
            if (!values.add(item.value())) {
                problems.warning(
                        item.at(),
                        Problems.quote(item.value()) + " is in the list twice",
                        "each value once");
            }
        }
    }

    private Networks networks(Section section) {
        List<Network> networks = new ArrayList<>();
        for (YamlNode.Scalar item : items(section, "cidr", CIDR_FORM)) {
            Network network = network(item);
            if (network != null) {
                networks.add(network);
            }
        }
        return new Networks(networks);
    }

    private @Nullable Network network(YamlNode.Scalar item) {
        String text = item.value().strip();
        String shown = Problems.quote(text);
        int slash = text.indexOf('/');
        // Digits of other scripts are addresses to the parser, and to nobody else.
        boolean ascii = text.chars().allMatch(c -> c < 128);
        byte[] address =
                ascii ? Networks.address(slash < 0 ? text : text.substring(0, slash)) : null;
        if (address == null) {
            problems.error(item.at(), "no address in " + shown, "a network, e.g. 203.0.113.0/24");
            return null;
        }
        int most = 8 * address.length;
        if (slash < 0) {
            problems.error(item.at(), "a network without its length: " + shown, text + "/" + most);
            return null;
        }
        String digits = text.substring(slash + 1);
        if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > most) {
            problems.error(
                    item.at(),
                    "the length in " + shown,
                    "a number of bits from 0 to " + most + " after the '/'");
            return null;
        }
        Network network = Network.of(address, Integer.parseInt(digits));
        if (!Arrays.equals(network.first(), address)) {
            problems.error(
                    item.at(),
                    shown + " names an address inside the network",
                    Networks.text(network.first()) + "/" + digits);
            return null;
        }
        return network;
    }
}
