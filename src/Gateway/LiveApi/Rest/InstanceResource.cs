using System.Text.Json;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>An object: its JSON, and what is below it.</summary>
/// <param name="write">Writes the JSON.</param>
/// <param name="children">What is below.</param>
internal sealed class InstanceResource(
    Action<Utf8JsonWriter> write,
    params ReadOnlySpan<(string Segment, Resource? Resource)> children) : Resource
{
    private readonly Branch _children = new(children);

    /// <summary>PUT; null: it cannot be changed.</summary>
    public Func<Exchange, Task<Problem?>>? Update { get; init; }

    /// <summary>DELETE; null: it cannot be removed.</summary>
    public Func<Exchange, Task<Problem?>>? Remove { get; init; }

    public override IReadOnlyList<string> Segments => _children.Segments;

    protected override Func<Exchange, Task<Problem?>>? Get => exchange => exchange.AnswerObject(write);

    protected override Func<Exchange, Task<Problem?>>? Put => Update;

    protected override Func<Exchange, Task<Problem?>>? Delete => Remove;

    public override ValueTask<Found<Resource>> Next(PathCursor path, Exchange exchange) => _children.Next(path, exchange);
}
