using EventPlatform.Contracts;
using EventPlatform.Gateway.Commands;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>Remembers what is to be set; status <c>Nope</c> is unknown, note <c>bad</c> is invalid.</summary>
internal sealed class FakeExtensionCommands : IExtensionCommands
{
    public (Guid Extension, string? Status, string? Note, long? ReturnTime)? Last { get; private set; }

    public Task<GatewayResult<Unit>> Set(
        Guid tenant, Guid extension, ExtensionChange change, Action? whenApplied, CancellationToken cancellationToken)
    {
        var (status, note, returnTime, _) = change;
        if (status == "Nope")
        {
            return Task.FromResult<GatewayResult<Unit>>(new Refusal(RefusalKind.NotFound, "status"));
        }

        if (note == "bad")
        {
            return Task.FromResult<GatewayResult<Unit>>(new Refusal(RefusalKind.Invalid, "note"));
        }

        Last = (extension, status, note, returnTime);
        whenApplied?.Invoke();
        return Task.FromResult<GatewayResult<Unit>>(Unit.Value);
    }
}
