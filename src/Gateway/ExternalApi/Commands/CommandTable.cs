using System.Text;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>All commands by class, subclass and cmd, looked up without making texts of them.</summary>
internal sealed class CommandTable
{
    private const int UsualKeyBytes = 128;
    private readonly Dictionary<byte[], Dictionary<byte[], ApiCommand>> _classes = new(Utf8Comparer.Instance);

    /// <param name="builtIn">The classes of this program.</param>
    /// <param name="handlers">Those of others.</param>
    /// <exception cref="InvalidOperationException">A class is served twice, or a handler names a command twice.</exception>
    public CommandTable(IEnumerable<CommandClass> builtIn, IEnumerable<IExternalApiHandler> handlers)
    {
        foreach (var own in builtIn)
        {
            Add(own.Name, own.Commands);
        }

        foreach (var handler in handlers)
        {
            Add(handler.Class, handler.Commands.Select(command => new PluginCommand(handler, command)));
        }
    }

    /// <summary>Finds a command.</summary>
    /// <returns>Whether the class has a handler; the command is null when that does not know it.</returns>
    public bool TryFind(ReadOnlySpan<byte> className, ReadOnlySpan<byte> subclass, ReadOnlySpan<byte> cmd, out ApiCommand? command)
    {
        command = null;
        if (!_classes.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(className, out var commands))
        {
            return false;
        }

        var length = subclass.Length + 1 + cmd.Length;
        var key = length <= UsualKeyBytes ? stackalloc byte[UsualKeyBytes] : new byte[length];
        cmd.CopyTo(key[KeyWriter.Part(key, 0, subclass)..]);
        commands.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key[..length], out command);
        return true;
    }

    private void Add(string className, IEnumerable<ApiCommand> commands)
    {
        var byName = new Dictionary<byte[], ApiCommand>(Utf8Comparer.Instance);
        foreach (var command in commands)
        {
            if (!byName.TryAdd(Key(Encoding.UTF8.GetBytes(command.Subclass), Encoding.UTF8.GetBytes(command.Cmd)), command))
            {
                throw new InvalidOperationException($"Class '{className}' has '{command.Subclass}/{command.Cmd}' twice.");
            }
        }

        if (!_classes.TryAdd(Encoding.UTF8.GetBytes(className), byName))
        {
            throw new InvalidOperationException($"Class '{className}' is served twice.");
        }
    }

    private static byte[] Key(ReadOnlySpan<byte> subclass, ReadOnlySpan<byte> cmd)
    {
        var key = new byte[subclass.Length + 1 + cmd.Length];
        cmd.CopyTo(key.AsSpan(KeyWriter.Part(key, 0, subclass)));
        return key;
    }
}
