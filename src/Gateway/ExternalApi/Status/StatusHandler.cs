using System.Collections.Immutable;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Status;

/// <summary>Class <c>status</c>: the extensions of the directory and their states (external-api.md 8).</summary>
internal sealed class StatusHandler(IExtensionCommands commands) : IExternalApiHandler
{
    public string Class => "status";

    public ImmutableArray<ApiCommand> Commands { get; } = [new ExtensionGet(), new ExtensionSetCommand(commands), new ExtensionList()];
}
