using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Finds what a command addresses, in the order of checks: location, tenant, extension.</summary>
internal static class ExtensionLookup
{
    /// <param name="store">Under its gate.</param>
    /// <param name="command">With an address.</param>
    /// <param name="error">The reply when there is no such extension.</param>
    public static ExtensionView? Find(ReplicaStore store, CommandLine command, out ReadOnlyMemory<byte> error)
    {
        error = default;
        if (store.FindLocation(command.Location) is not { } location)
        {
            error = ErrorLines.NoLocation(command.Location);
            return null;
        }

        if (location.FindTenant(command.Tenant) is not { } tenant)
        {
            error = ErrorLines.NoTenant(command.Tenant);
            return null;
        }

        if (tenant.FindExtension(command.Number) is not { } extension)
        {
            error = ErrorLines.NoExtension(command.Number);
            return null;
        }

        return extension;
    }
}
