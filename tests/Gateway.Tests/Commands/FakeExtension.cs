using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Gateway.Tests.Commands;

/// <summary>An extension grain that answers as a test says, and keeps the last command.</summary>
internal sealed class FakeExtension : IExtensionGrain
{
    internal Func<SetExtension, Task<Outcome<ExtensionSet>>> OnSet { get; set; } = _ => throw new TimeoutException();

    internal SetExtension? Command { get; private set; }

    public Task<Outcome<ExtensionSet>> Set(SetExtension command, CancellationToken cancellationToken = default)
    {
        Command = command;
        return OnSet(command);
    }

    public Task<Outcome<ExtensionState>> Get(Guid tenant, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<ExtensionPeek> Peek(CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
