using EventPlatform.Contracts;

namespace EventPlatform.Gateway.Commands;

/// <summary>Changes of extensions, the same for all doors.</summary>
internal interface IExtensionCommands
{
    /// <summary>
    /// Sets the given fields, all or none. Ok when the change is durable and this gateway's replica shows it.
    /// Refusals: NotFound (the extension; with field <c>status</c> the status), Invalid (<c>note</c>, <c>return_time</c>).
    /// </summary>
    /// <param name="tenant">The extension's tenant.</param>
    /// <param name="extension">The extension.</param>
    /// <param name="change">What to set.</param>
    /// <param name="whenApplied">
    /// Called once if the result is ok, under the replica's gate, after the replica shows the change and before its events are emitted:
    /// a door enqueues its answer here, so that it comes before the event.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting; the change may be made all the same.</param>
    Task<GatewayResult<Unit>> Set(
        Guid tenant, Guid extension, ExtensionChange change, Action? whenApplied, CancellationToken cancellationToken);
}
