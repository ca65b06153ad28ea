using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Status;

/// <summary>Class <c>status</c>: the extensions of the directory and their states (external-api.md 8).</summary>
internal static class StatusClass
{
    public static CommandClass New(IExtensionCommands commands) =>
        new("status", [new ExtensionGet(), new ExtensionSetCommand(commands), new ExtensionList()]);
}
