namespace EventPlatform.Contracts.Extensions;

/// <summary>One extension (key: its id): its row, written before a setter is answered.</summary>
[Alias("ep.IExtensionGrain")]
public interface IExtensionGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Sets the given fields, all or none: check, write, announce. NotFound: the tenant has no such extension. NotFound with field
    /// <c>status</c>: no such status. Invalid: a value breaks a rule, the field names it. An exception means unknown outcome: ask
    /// <see cref="Get"/>.
    /// </summary>
    [Alias("Set"), ResponseTimeout("00:00:05"), Idempotent(false)]
    Task<Outcome<ExtensionSet>> Set(SetExtension command, CancellationToken cancellationToken = default);

    /// <summary>The effective state. NotFound: the tenant has no such extension.</summary>
    [Alias("Get"), ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<Outcome<ExtensionState>> Get(Guid tenant, CancellationToken cancellationToken = default);

    /// <summary>The last row known to be durable; called by its Tenant only, also while a set is running.</summary>
    [Alias("Peek"), AlwaysInterleave, ResponseTimeout("00:00:05"), Idempotent(true)]
    Task<ExtensionPeek> Peek(CancellationToken cancellationToken = default);
}
