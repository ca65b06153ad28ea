using System.Collections.Immutable;
using System.Text.Json;
using EventPlatform.Gateway.LiveApi.Paging;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>A set: a list that can be read in pages, and its members by id or by name (docs/protocols/live-api.md, 1).</summary>
internal abstract class ResourceSet<T> : Resource
{
    public sealed override bool HasMembers => true;

    protected sealed override Func<Exchange, Task<Problem?>>? Get => List;

    protected abstract PageOrder<T> Order { get; }

    /// <summary>Finds a member by <c>{id}</c> or <c>getByName/{name}</c>.</summary>
    public sealed override async ValueTask<Found<Resource>> Next(PathCursor path, Exchange exchange)
    {
        var segment = path.Take()!;
        Found<T> found;
        if (segment is "getByName" or "getBySlug")
        {
            if (path.Take() is not { } name)
            {
                return Problem.NoPath;
            }

            found = await FindByName(name, exchange);
        }
        else
        {
            found = await Find(segment, exchange);
        }

        return found.IsOk ? Open(found.Value, exchange) : found.Problem;
    }

    /// <summary>All members in order: a copy that stays as it is.</summary>
    protected abstract ValueTask<Found<ImmutableArray<T>>> Items(Exchange exchange);

    protected abstract ValueTask<Found<T>> Find(string id, Exchange exchange);

    protected abstract ValueTask<Found<T>> FindByName(string name, Exchange exchange);

    /// <summary>Fetches what is missing of the members that are about to be written; those that ended meanwhile are left out.</summary>
    protected virtual ValueTask<Found<ImmutableArray<T>>> Complete(ImmutableArray<T> page, Exchange exchange) => new(page);

    protected abstract void Write(Utf8JsonWriter json, T item);

    /// <summary>The resource of a member.</summary>
    protected abstract Resource Open(T item, Exchange exchange);

    private async Task<Problem?> List(Exchange exchange)
    {
        var asked = PageRequest.Of(exchange.Context.Request.Query);
        if (!asked.IsOk)
        {
            return asked.Problem;
        }

        var items = await Items(exchange);
        if (!items.IsOk)
        {
            return items.Problem;
        }

        if (Order.PageOf(items.Value, asked.Value) is not { } page)
        {
            return PageRequest.WrongAfter;
        }

        var complete = await Complete(page.Items, exchange);
        if (!complete.IsOk)
        {
            return complete.Problem;
        }

        return await exchange.AnswerList(complete.Value, Write, asked.Value.LinkTo(exchange, page.Next));
    }
}
