using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Gateway.LiveApi.Paging;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>Extensions of a scope; their name is their number.</summary>
/// <param name="scope">Which ones.</param>
/// <param name="write">Their JSON.</param>
/// <param name="open">The resource of one.</param>
internal sealed class ExtensionSet(
    ExtensionScope scope,
    Action<Utf8JsonWriter, ExtensionRow> write,
    Func<ExtensionRow, Resource> open) : ResourceSet<ExtensionRow>
{
    /// <summary>POST; null: nothing can be added.</summary>
    public Func<Exchange, Task<Problem?>>? Create { get; init; }

    protected override Func<Exchange, Task<Problem?>>? Post => Create;

    protected override PageOrder<ExtensionRow> Order => ReportOrder.Instance;

    protected override ValueTask<Found<ImmutableArray<ExtensionRow>>> Items(Exchange exchange) => new(scope.Items());

    protected override ValueTask<Found<ExtensionRow>> Find(string id, Exchange exchange)
    {
        return new(ObjectId.TryRead(id, out var wanted) ? scope.Find(wanted) : Problem.NoObject);
    }

    protected override ValueTask<Found<ExtensionRow>> FindByName(string name, Exchange exchange) => new(scope.FindByNumber(name));

    protected override void Write(Utf8JsonWriter json, ExtensionRow item) => write(json, item);

    protected override Resource Open(ExtensionRow item, Exchange exchange) => open(item);
}
