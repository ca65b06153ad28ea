using EventPlatform.Gateway.ExternalApi.Plugins;

namespace EventPlatform.Gateway.Tests.ExternalApi.Plugins;

/// <summary>Keeps what it was asked.</summary>
internal sealed class FakeCommandHook(Func<HookedCommand, bool> allows) : ICommandHook
{
    public List<HookedCommand> Asked { get; } = [];

    public async ValueTask<bool> Allows(HookedCommand command, CancellationToken cancellationToken)
    {
        Asked.Add(command);
        await Task.Yield();
        return allows(command);
    }
}
