namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>What a path leads to. One is made per request, around the object that the path named.</summary>
internal abstract class Resource
{
    /// <summary>Each answers, or says why not. Null: the method is not allowed. HEAD comes with GET, OPTIONS with any.</summary>
    protected virtual Func<Exchange, Task<Problem?>>? Get => null;

    protected virtual Func<Exchange, Task<Problem?>>? Post => null;

    protected virtual Func<Exchange, Task<Problem?>>? Put => null;

    protected virtual Func<Exchange, Task<Problem?>>? Delete => null;

    /// <summary>The fixed segments that lead on from here; the OpenAPI document is held against them.</summary>
    public virtual IReadOnlyList<string> Segments => [];

    /// <summary>Whether <c>{id}</c> and <c>getByName/{name}</c> lead on from here, too.</summary>
    public virtual bool HasMembers => false;

    /// <summary>The value of <c>Allow</c>; empty when nothing is here but a way to something else.</summary>
    public string Allow
    {
        get
        {
            List<string> methods = [];
            AddIf(Get, "GET");
            AddIf(Get, "HEAD");
            AddIf(Post, "POST");
            AddIf(Put, "PUT");
            AddIf(Delete, "DELETE");
            AddIf(methods.Count > 0 ? (Get ?? Post ?? Put ?? Delete) : null, "OPTIONS");
            return string.Join(", ", methods);

            void AddIf(object? handler, string method)
            {
                if (handler is not null)
                {
                    methods.Add(method);
                }
            }
        }
    }

    /// <summary>The handler of a method; null when it is not allowed.</summary>
    public Func<Exchange, Task<Problem?>>? HandlerOf(string method) => method switch
    {
        "GET" or "HEAD" => Get,
        "POST" => Post,
        "PUT" => Put,
        "DELETE" => Delete,
        _ => null,
    };

    /// <summary>Takes one or two segments and finds what they name below this; the cursor is not at its end.</summary>
    public virtual ValueTask<Found<Resource>> Next(PathCursor path, Exchange exchange) => new(Problem.NoPath);
}
