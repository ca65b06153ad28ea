using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Sets applied at once, as the apply loop does it, or answered as the test says.</summary>
internal sealed class FakeCommands(ReplicaStore store, IEventDoor door) : IExtensionCommands
{
    private long _sequence = 1;

    /// <summary>What to answer instead of setting.</summary>
    public GatewayResult<Unit>? Answer { get; set; }

    /// <summary>Sets wait for it.</summary>
    public Task Permission { get; set; } = Task.CompletedTask;

    /// <summary>What was asked for, in order.</summary>
    public List<(Guid Tenant, string? Status, string? Note, long? ReturnTime)> Sets { get; } = [];

    public async Task<GatewayResult<Unit>> Set(
        Guid tenant, Guid extension, ExtensionChange change, Action? whenApplied, CancellationToken cancellationToken)
    {
        var (status, note, returnTime, _) = change;
        Sets.Add((tenant, status, note, returnTime));
        await Permission.WaitAsync(cancellationToken);
        if (Answer is { } answer)
        {
            return answer;
        }

        var view = store.FindTenant(tenant)!;
        var before = view.FindExtension(extension)!;
        var state = new ExtensionState(
            status is null ? before.State.Status : view.FindStatus(status)!.Number,
            note ?? before.State.Note,
            returnTime ?? before.State.ReturnTime);
        Apply(before, state, Changes(before.State, state), whenApplied);
        return Unit.Value;
    }

    public void Apply(ExtensionView before, ExtensionState state, ExtensionFields changed, Action? whenApplied)
    {
        lock (store.Gate)
        {
            before.Tenant.Number = new ChangeNumber(1, ++_sequence);
            var now = before.Tenant.SetState(before.Id, state)!;
            whenApplied?.Invoke();
            if (changed != ExtensionFields.None)
            {
                door.Extension(new ExtensionEvent(now, changed, null, 0, default));
            }
        }
    }

    private static ExtensionFields Changes(ExtensionState before, ExtensionState now) =>
        (before.Status == now.Status ? 0 : ExtensionFields.Status)
        | (before.Note == now.Note ? 0 : ExtensionFields.Note)
        | (before.ReturnTime == now.ReturnTime ? 0 : ExtensionFields.ReturnTime);
}
