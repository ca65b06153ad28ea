namespace EventPlatform.Contracts.Extensions;

/// <summary>A set is durable: the caller answers when its replica shows it.</summary>
/// <param name="Number">The change's number, or, when nothing changed, that of the extension's last change.</param>
/// <param name="Changed">The fields that changed; none when all values were held already.</param>
/// <param name="DocumentVersion">The document by which it was checked: with an older one a replica may show another state.</param>
[GenerateSerializer, Immutable, Alias("ep.ExtensionSet")]
public sealed record ExtensionSet(
    [property: Id(0)] ChangeNumber Number,
    [property: Id(1)] ExtensionFields Changed,
    [property: Id(2)] long DocumentVersion);
