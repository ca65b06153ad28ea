namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>
/// Serves a class of the External API of its own (external-api.md 8). Registered as a singleton service; requests are routed to it after
/// login, syntax, mandatory fields and the authorization rules have been checked.
/// </summary>
public interface IExternalApiHandler
{
    /// <summary>The class, case-sensitive; not <c>core</c>, <c>status</c> or another handler's.</summary>
    string Class { get; }

    /// <summary>Its commands; every other subclass or cmd is refused with 100042. Read once.</summary>
    IReadOnlyList<HandlerCommand> Commands { get; }

    /// <summary>
    /// Carries out a command. The requests of a connection come one after another, unless the command is asynchronous; those of several
    /// connections come at the same time. An exception is logged and answered with 100003.
    /// </summary>
    /// <param name="call">The request; it may be kept.</param>
    /// <param name="cancellationToken">Cancelled when the caller is gone: nobody waits for the answer any more.</param>
    ValueTask<HandlerReply> Handle(HandlerCall call, CancellationToken cancellationToken);
}
