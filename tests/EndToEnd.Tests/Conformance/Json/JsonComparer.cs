using System.Text.RegularExpressions;

namespace EventPlatform.EndToEnd.Tests.Conformance.Json;

/// <summary>
/// Compares a message with what was expected: by JSON value, but numbers by their text; members in any order, none more and none less.
/// The members <c>tid</c>, <c>ack</c> and <c>correlationId</c> of the message itself are compared as they were written.
/// </summary>
internal sealed partial class JsonComparer
{
    private readonly Bindings _bindings;

    private JsonComparer(Bindings bindings) => _bindings = bindings;

    /// <param name="expected">With placeholders.</param>
    /// <param name="got">The message.</param>
    /// <param name="bindings">What is bound; names bound by the expectation are added if it is met.</param>
    /// <returns>null: as expected; else what is wrong, and where.</returns>
    internal static string? Compare(JsonValue expected, JsonValue got, Bindings bindings)
    {
        var bound = bindings.Copy();
        var difference = new JsonComparer(bound).Message(expected, got);
        if (difference is null)
        {
            bindings.Take(bound);
        }

        return difference;
    }

    private string? Message(JsonValue expected, JsonValue got)
    {
        if (Value(expected, got, "message") is { } difference)
        {
            return difference;
        }

        return expected is JsonValue.Object wanted && got is JsonValue.Object message
            ? Verbatim(wanted, message, "tid") ?? Verbatim(wanted, message, "ack") ?? Verbatim(wanted, message, "correlationId")
            : null;
    }

    private static string? Verbatim(JsonValue.Object expected, JsonValue.Object got, string name)
    {
        var (wanted, value) = (expected.Member(name), got.Member(name));
        return wanted is null or JsonValue.Placeholder || wanted.Source == value?.Source
            ? null
            : $"{name}: expected as written {wanted.Source}, got {value?.Source}";
    }

    private string? Value(JsonValue expected, JsonValue got, string path) => (expected, got) switch
    {
        (JsonValue.Placeholder placeholder, _) => Placeholder(placeholder, got, path),
        (JsonValue.Object wanted, JsonValue.Object value) => Members(wanted, value, path),
        (JsonValue.List wanted, JsonValue.List value) => Items(wanted, value, path),
        (JsonValue.Text wanted, JsonValue.Text value) => wanted.Value == value.Value ? null : Differ(expected, got, path),
        (JsonValue.Number, JsonValue.Number) or (JsonValue.Literal, JsonValue.Literal) =>
            expected.Source == got.Source ? null : Differ(expected, got, path),
        _ => Differ(expected, got, path),
    };

    /// <summary>Members of equal names, which JSON allows, must come in their order.</summary>
    private string? Members(JsonValue.Object expected, JsonValue.Object got, string path)
    {
        var wanted = expected.Members.OrderBy(member => member.Name, StringComparer.Ordinal).ToList();
        var values = got.Members.OrderBy(member => member.Name, StringComparer.Ordinal).ToList();
        for (var index = 0; index < Math.Max(wanted.Count, values.Count); index++)
        {
            var order = index == wanted.Count ? 1
                : index == values.Count ? -1
                : string.CompareOrdinal(wanted[index].Name, values[index].Name);
            if (order != 0)
            {
                return order < 0 ? $"{path}: no member '{wanted[index].Name}'" : $"{path}: unexpected member '{values[index].Name}'";
            }

            if (Value(wanted[index].Value, values[index].Value, $"{path}.{wanted[index].Name}") is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private string? Items(JsonValue.List expected, JsonValue.List got, string path)
    {
        if (expected.Items.Length != got.Items.Length)
        {
            return $"{path}: expected {expected.Items.Length} items, got {got.Items.Length}";
        }

        return expected.Items
            .Select((item, index) => Value(item, got.Items[index], $"{path}[{index}]"))
            .FirstOrDefault(difference => difference is not null);
    }

    private string? Placeholder(JsonValue.Placeholder placeholder, JsonValue got, string path)
    {
        var isRight = placeholder.Kind switch
        {
            PlaceholderKind.Any => true,
            PlaceholderKind.Int => got is JsonValue.Number && IntegerText().IsMatch(got.Source),
            PlaceholderKind.Text => got is JsonValue.Text,
            PlaceholderKind.Uuid => got is JsonValue.Text text && UuidText().IsMatch(text.Value),
            PlaceholderKind.Object => got is JsonValue.Object,
            PlaceholderKind.Like => got is JsonValue.Text text && Like(placeholder.Argument).IsMatch(text.Value),
            PlaceholderKind.Bound => true,
            _ => throw new ArgumentOutOfRangeException(nameof(placeholder), placeholder.Kind, "Not one of the kinds."),
        };
        if (!isRight)
        {
            return Differ(placeholder, got, path);
        }

        return placeholder.Kind == PlaceholderKind.Like || placeholder.Argument.Length == 0 ? null : Bound(placeholder, got, path);
    }

    private string? Bound(JsonValue.Placeholder placeholder, JsonValue got, string path)
    {
        if (_bindings[placeholder.Argument] is { } value)
        {
            return Value(value, got, path);
        }

        if (placeholder.Kind == PlaceholderKind.Bound)
        {
            return $"{path}: nothing has bound {placeholder.Source}";
        }

        _bindings.Bind(placeholder.Argument, got);
        return null;
    }

    private static string Differ(JsonValue expected, JsonValue got, string path) => $"{path}: expected {expected.Source}, got {got.Source}";

    private static Regex Like(string pattern) =>
        new($@"\A{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}\z", RegexOptions.Singleline);

    [GeneratedRegex(@"\A-?[0-9]+\z")]
    private static partial Regex IntegerText();

    [GeneratedRegex(@"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z")]
    private static partial Regex UuidText();
}
