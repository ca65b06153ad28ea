using EventPlatform.Contracts;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>Sets at once what it is told, by the rules that grains have.</summary>
internal sealed class FakeExtensionCommands(ReplicaStore replica) : IExtensionCommands
{
    public int Count { get; private set; }

    public Failure? Failure { get; set; }

    public Exception? Exception { get; set; }

    public Task<GatewayResult<Unit>> Set(
        Guid tenant, Guid extension, ExtensionChange change, Action? whenApplied, CancellationToken cancellationToken)
    {
        Count++;
        if (Exception is not null)
        {
            throw Exception;
        }

        return Task.FromResult(Failure is null ? Apply(tenant, extension, change) : Failure);
    }

    private GatewayResult<Unit> Apply(Guid tenant, Guid extension, ExtensionChange change)
    {
        var (status, note, returnTime, _) = change;
        lock (replica.Gate)
        {
            if (replica.FindTenant(tenant)?.FindExtension(extension) is not { } view)
            {
                return new Refusal(RefusalKind.NotFound);
            }

            var entry = status is null ? view.Status : view.Tenant.FindStatus(status);
            if (entry is null)
            {
                return new Refusal(RefusalKind.NotFound, "status");
            }

            if (note?.Contains("@#", StringComparison.Ordinal) == true)
            {
                return new Refusal(RefusalKind.Invalid, "note");
            }

            if (returnTime is not (null or -1 or >= 1000))
            {
                return new Refusal(RefusalKind.Invalid, "return_time");
            }

            view.Tenant.SetState(extension, new(entry.Number, note ?? view.State.Note, returnTime ?? view.State.ReturnTime));
            return Unit.Value;
        }
    }
}
