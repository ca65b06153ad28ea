using System.Collections.Immutable;

namespace EventPlatform.EndToEnd.Tests.Conformance.Json;

/// <summary>A JSON value (RFC 8259) that keeps how numbers and strings were written; in an expectation also a placeholder.</summary>
/// <param name="Source">As it was written, without white space outside strings.</param>
internal abstract record JsonValue(string Source)
{
    /// <summary>A string.</summary>
    /// <param name="Value">What it means; half a surrogate pair stays half.</param>
    /// <param name="Source">With quotes and escapes.</param>
    internal sealed record Text(string Value, string Source) : JsonValue(Source);

    /// <summary>A number, which is its text: <c>1</c> and <c>1.0</c> differ.</summary>
    internal sealed record Number(string Source) : JsonValue(Source);

    /// <summary><c>true</c>, <c>false</c> or <c>null</c>.</summary>
    internal sealed record Literal(string Source) : JsonValue(Source);

    internal sealed record List(ImmutableArray<JsonValue> Items, string Source) : JsonValue(Source);

    /// <summary>An object with its members in the order they were written, equal names included.</summary>
    internal sealed record Object(ImmutableArray<JsonMember> Members, string Source) : JsonValue(Source)
    {
        /// <summary>The last member of a name; null when there is none.</summary>
        internal JsonValue? Member(string name) => Members.LastOrDefault(member => member.Name == name)?.Value;

        /// <summary>The object without the members of a name.</summary>
        internal Object Without(string name) => this with { Members = [.. Members.Where(member => member.Name != name)] };
    }

    /// <summary><c>&lt;kind&gt;</c>, <c>&lt;kind:name&gt;</c>, <c>&lt;name&gt;</c> or <c>&lt;like "pattern"&gt;</c>.</summary>
    /// <param name="Kind">What may stand here.</param>
    /// <param name="Argument">The name that is bound or asked for, or the pattern; empty: neither.</param>
    /// <param name="Source">As it was written.</param>
    internal sealed record Placeholder(PlaceholderKind Kind, string Argument, string Source) : JsonValue(Source);
}
