using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>The kinds of JSON that this front end takes and gives, each as a JSON schema (OpenAPI 3.1, 4.8.24).</summary>
internal abstract record Schema
{
    private Schema()
    {
    }

    public static Schema Text { get; } = new OfText();

    public static Schema Uuid { get; } = new OfText { Format = "uuid" };

    public static Schema Integer { get; } = new OfInteger();

    public static Schema Flag { get; } = new OfFlag();

    /// <summary>An object of which nothing is known.</summary>
    public static Schema AnyObject { get; } = new OfObject([], IsClosed: false);

    public Schema OrNull => new Optional(this);

    public static Schema OneOf(params ImmutableArray<string> words) => new OfText { Words = words };

    public static Schema List(Schema item) => new OfList(item);

    /// <summary>An object as it is answered: it has no other members than these.</summary>
    public static Schema Answer(string name, params ImmutableArray<Member> members) =>
        new Named(name, new OfObject(members, IsClosed: true));

    /// <summary>An object as it is taken: members that nobody knows are ignored.</summary>
    public static Schema Body(string name, params ImmutableArray<Member> members) =>
        new Named(name, new OfObject(members, IsClosed: false));

    /// <param name="Format">As <c>uuid</c>; null: any text.</param>
    /// <param name="LengthMin">In characters.</param>
    /// <param name="LengthMax">In characters.</param>
    internal sealed record OfText(string? Format = null, int? LengthMin = null, int? LengthMax = null) : Schema
    {
        /// <summary>The only texts there are; empty: any.</summary>
        public ImmutableArray<string> Words { get; init; } = [];
    }

    internal sealed record OfInteger(long? Min = null, long? Max = null) : Schema;

    internal sealed record OfFlag : Schema;

    internal sealed record OfList(Schema Item) : Schema;

    /// <param name="Members">In their order.</param>
    /// <param name="IsClosed">Whether it has no others.</param>
    internal sealed record OfObject(ImmutableArray<Member> Members, bool IsClosed) : Schema;

    /// <summary>The same, which has no name, or <c>null</c>.</summary>
    internal sealed record Optional(Schema Value) : Schema;

    /// <summary>One that stands in the document once, under its name.</summary>
    internal sealed record Named(string Name, Schema Value) : Schema;
}
