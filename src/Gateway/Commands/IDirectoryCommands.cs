using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.Commands;

/// <summary>
/// Changes of the directory apart from accounts. Ok when a change is durable and this gateway's replica shows it; refusals are those of
/// <see cref="IDirectoryGrain"/>.
/// </summary>
internal interface IDirectoryCommands
{
    /// <summary>Adds, changes or removes a place.</summary>
    Task<GatewayResult<PlaceChanged>> Edit(PlaceEdit edit, CancellationToken cancellationToken);

    /// <summary>Changes the core server; null stays.</summary>
    Task<GatewayResult<CoreServer>> ChangeCoreServer(
        string? slug, string? name, CoreServer? expected, CancellationToken cancellationToken);

    /// <summary>Imports a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="reservedUser">A user name that no account may have, or null.</param>
    /// <param name="isTrial">True: only says what it would do.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may be made all the same.</param>
    Task<GatewayResult<ImportReport>> Import(
        DirectoryDocument document, string? reservedUser, bool isTrial, CancellationToken cancellationToken);
}
