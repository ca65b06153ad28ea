using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.LiveApi.Documents;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>
/// The writing side of a set of the Configuration API: POST on the set, PUT and DELETE on a member. What HTTP asks is the same for all
/// (docs/protocols/live-api.md, 1): 412 for <c>If-Match</c>, then the body, then what the members say, then the change itself.
/// </summary>
/// <typeparam name="T">A member of the set, immutable.</typeparam>
/// <typeparam name="TValues">What a body gives of one.</typeparam>
internal abstract class ObjectWriter<T, TValues>
    where T : class
{
    /// <summary>Field of a refusal that says: it is not any more what <c>If-Match</c> named.</summary>
    private const string Expected = "expected";

    /// <summary>POST: makes a member.</summary>
    public async Task<Problem?> Create(Exchange exchange)
    {
        using var body = await Read(exchange, item: null);
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        var added = await Add(body.Id, body.Values!, exchange);
        return added.IsOk
            ? await exchange.AnswerCreated(PathOf(added.Value, exchange), json => Write(json, added.Value))
            : ProblemOf(added);
    }

    /// <summary>PUT: changes what the body gives.</summary>
    public async Task<Problem?> Update(T item, Exchange exchange)
    {
        if (!IsMatched(item, exchange, out var expected))
        {
            return Problem.NotMatched;
        }

        using var body = await Read(exchange, item);
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        var changed = await Change(item, body.Values!, expected, exchange);
        return changed.IsOk ? exchange.AnswerNothing() : ProblemOf(changed);
    }

    /// <summary>DELETE.</summary>
    public async Task<Problem?> Delete(T item, Exchange exchange)
    {
        if (!IsMatched(item, exchange, out var expected))
        {
            return Problem.NotMatched;
        }

        var removed = await Remove(item, expected, exchange);
        return removed.IsOk ? exchange.AnswerNothing() : ProblemOf(removed);
    }

    protected abstract Guid IdOf(T item);

    /// <summary>Where it is to be found by ids alone: the path of the server.</summary>
    protected abstract string PathOf(T item, Exchange exchange);

    protected abstract void Write(Utf8JsonWriter json, T item);

    /// <summary>Reads all members but <c>id</c>; what is wrong goes to the reader's notes.</summary>
    protected abstract TValues Read(ObjectReader body, bool isNew);

    /// <summary>Makes a member; when it returns, this gateway shows it.</summary>
    protected abstract Task<GatewayResult<T>> Add(Guid? id, TValues values, Exchange exchange);

    /// <summary>Changes a member; when it returns, this gateway shows the change.</summary>
    /// <param name="item">As it was found.</param>
    /// <param name="values">What is given.</param>
    /// <param name="expected">What it must still be (Conflict with field <c>expected</c> if not); null: whatever it is.</param>
    /// <param name="exchange">The request.</param>
    protected abstract Task<GatewayResult<T>> Change(T item, TValues values, T? expected, Exchange exchange);

    /// <summary>Removes a member; as <see cref="Change"/>.</summary>
    protected abstract Task<GatewayResult<T>> Remove(T item, T? expected, Exchange exchange);

    /// <summary>The member that a refusal's field stands for.</summary>
    protected virtual string MemberOf(string field) => field;

    private Problem ProblemOf(GatewayResult<T> result) =>
        result.Refusal is { Kind: RefusalKind.Conflict, Field: Expected } ? Problem.NotMatched : RefusalProblems.Of(result, MemberOf);

    /// <summary>Whether <c>If-Match</c> lets the request through, and what the member must still be when it is changed.</summary>
    private bool IsMatched(T item, Exchange exchange, out T? expected)
    {
        var asked = exchange.Context.Request.Headers.IfMatch;
        expected = asked.Count == 0 || EntityTag.IsAny(asked) ? null : item;
        return expected is null || EntityTag.IsMatched(asked, EntityTag.Of(JsonBytes.Of(json => Write(json, item)).Span));
    }

    private async Task<WrittenBody<TValues>> Read(Exchange exchange, T? item)
    {
        var body = await JsonBody.Read(exchange, exchange.Services.Settings.HttpBodyBytes);
        if (!body.IsOk)
        {
            return new WrittenBody<TValues>(body.Problem);
        }

        var notes = new ReadingNotes();
        var reader = new ObjectReader(body.Value.RootElement, "", notes);
        var id = reader.Id("id");
        if (item is not null && id is not null && id != IdOf(item))
        {
            reader.Wrong("id", "must be the object's own");
        }

        var values = Read(reader, isNew: item is null);
        return notes.Problem is { } wrong
            ? new WrittenBody<TValues>(Problem.Wrong(wrong.Member, wrong.Reason), body.Value)
            : new WrittenBody<TValues>(null, body.Value, id, values);
    }
}
