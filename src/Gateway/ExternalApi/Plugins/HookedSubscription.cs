namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>A subscription that is asked for. What it leaves open, by <c>*</c> or by saying nothing, is null.</summary>
public sealed record HookedSubscription
{
    internal HookedSubscription(HookCaller caller, in Security.TopicRequest topic, ReadOnlyMemory<byte> body)
    {
        Caller = caller;
        Service = topic.Service;
        Class = topic.Class;
        Subclass = Given(topic.Subclass);
        Type = Given(topic.Type);
        ObjId = Given(topic.ObjId);
        Body = body;
    }

    /// <summary>Who asks; always with a session.</summary>
    public HookCaller Caller { get; }

    /// <summary>The service whose events it is about.</summary>
    public string Service { get; }

    /// <summary>Class; <c>*</c> is a class like any other.</summary>
    public string Class { get; }

    /// <summary>Subclass; null: any.</summary>
    public string? Subclass { get; }

    /// <summary>Type; null: any.</summary>
    public string? Type { get; }

    /// <summary>Object id; null: any.</summary>
    public string? ObjId { get; }

    /// <summary>What it adds to the bodies of its events, a JSON object in UTF-8; empty: nothing.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    private static string? Given(string? field) => field == "*" ? null : field;
}
