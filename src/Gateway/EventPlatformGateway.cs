using EventPlatform.Gateway.Core;
using EventPlatform.Gateway.Hosting;

namespace EventPlatform.Gateway;

/// <summary>The gateway as a program: what a program of one's own calls to run it with handlers of its own.</summary>
public static class EventPlatformGateway
{
    /// <summary>Runs the gateway on the process's own streams and signals until it is asked to end.</summary>
    /// <param name="args">The command line, as the gateway takes it (docs/configuration.md).</param>
    /// <param name="addServices">
    /// Adds services of the caller's, such as handlers of classes of their own (<see cref="ExternalApi.Plugins.IExternalApiHandler"/>).
    /// </param>
    /// <returns>The exit code: 0 ended as asked, 2 misconfigured, 1 all else.</returns>
    public static Task<int> Run(string[] args, Action<IServiceCollection>? addServices = null)
    {
        PoolThreads.Set();
        return EntryPoint.Run(args, PlatformParts.Standard(addServices));
    }
}
