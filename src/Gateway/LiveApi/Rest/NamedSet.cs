using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Gateway.LiveApi.Paging;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>A short set of immutable objects in the order they were added.</summary>
/// <param name="items">The objects.</param>
/// <param name="id">Id of one.</param>
/// <param name="name">Its name, unique among them.</param>
/// <param name="write">Its JSON.</param>
/// <param name="open">Its resource.</param>
internal sealed class NamedSet<T>(
    Func<ImmutableArray<T>> items,
    Func<T, Guid> id,
    Func<T, string> name,
    Action<Utf8JsonWriter, T> write,
    Func<T, Resource> open) : ResourceSet<T>
{
    /// <summary>POST; null: nothing can be added.</summary>
    public Func<Exchange, Task<Problem?>>? Create { get; init; }

    protected override Func<Exchange, Task<Problem?>>? Post => Create;

    protected override PageOrder<T> Order { get; } = new AddedOrder<T>(id);

    protected override ValueTask<Found<ImmutableArray<T>>> Items(Exchange exchange) => new(items());

    protected override ValueTask<Found<T>> Find(string text, Exchange exchange)
    {
        return new(ObjectId.TryRead(text, out var wanted) ? First(item => id(item) == wanted) : Problem.NoObject);
    }

    protected override ValueTask<Found<T>> FindByName(string text, Exchange exchange) => new(First(item => name(item) == text));

    protected override void Write(Utf8JsonWriter json, T item) => write(json, item);

    protected override Resource Open(T item, Exchange exchange) => open(item);

    private Found<T> First(Func<T, bool> isWanted)
    {
        foreach (var item in items())
        {
            if (isWanted(item))
            {
                return item;
            }
        }

        return Problem.NoObject;
    }
}
