using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>A command of a class: one request, one answer.</summary>
internal abstract class ApiCommand(string subclass, string cmd, CommandSyntax syntax)
{
    public string Subclass { get; } = subclass;

    public string Cmd { get; } = cmd;

    public CommandSyntax Syntax { get; } = syntax;

    /// <summary>Whether it sends an ack before its answer, which then needs no place in the order.</summary>
    public virtual bool IsAcknowledged => false;

    /// <summary>Whether it is about the caller's session, so that a call without one is refused (external-api.md 1, <c>/rpc</c>).</summary>
    public virtual bool NeedsSession => false;

    /// <summary>Whether it only publishes: its answer waits for acceptance while later requests go on (docs/architecture.md, 2).</summary>
    public virtual bool IsPublishing => false;

    /// <summary>Checks 5 and 6 of external-api.md 2.</summary>
    /// <returns>null: nothing is wrong.</returns>
    public virtual ApiError? Check(Envelope envelope, ExternalApiSettings settings) => Syntax.Check(envelope, settings);

    /// <summary>Check 7; asked only for callers that are not admin.</summary>
    public virtual ValueTask<bool> IsAllowed(CommandCall call, Rules rules) =>
        new(rules.AllowsCommand(call.Caller, call.ToRequest()));

    /// <summary>What hooks say after the rules, which are asked for every caller; nothing about what concerns the caller alone.</summary>
    /// <returns>Why it is not carried out; null: it may be.</returns>
    public virtual ValueTask<ApiError?> AskHooks(CommandCall call) => call.Services.Hooks.Admission.OfCommand(call);

    public abstract ValueTask<Answer> Run(CommandCall call);
}
