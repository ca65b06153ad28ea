using System.Text;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Every error of this interface, a line each; names are echoed as they came (docs/protocols/status-interface.md, 2).</summary>
internal static class ErrorLines
{
    /// <summary>An unknown command or an empty line.</summary>
    public static readonly ReadOnlyMemory<byte> InvalidCommand = Of("Invalid command.");

    public static readonly ReadOnlyMemory<byte> LineTooLong = Of("Line too long.");

    /// <summary>Not UTF-8.</summary>
    public static readonly ReadOnlyMemory<byte> InvalidEncoding = Of("Invalid encoding.");

    public static readonly ReadOnlyMemory<byte> InvalidNote = Of("Invalid note.");

    public static readonly ReadOnlyMemory<byte> InvalidReturnTime = Of("Return time must be a whole number of seconds.");

    public static ReadOnlyMemory<byte> ParameterCount(int expected, int got) => Of($"Expected {expected} parameters, got {got}.");

    public static ReadOnlyMemory<byte> NoLocation(string name) => Of($"Location '{name}' not found.");

    public static ReadOnlyMemory<byte> NoTenant(string name) => Of($"Tenant '{name}' not found.");

    public static ReadOnlyMemory<byte> NoExtension(string number) => Of($"Extension '{number}' not found.");

    public static ReadOnlyMemory<byte> NoStatus(string name) => Of($"Status '{name}' not found.");

    public static ReadOnlyMemory<byte> Internal(string reference) => Of($"Internal error {reference}.");

    private static ReadOnlyMemory<byte> Of(string text) => Encoding.UTF8.GetBytes("Error: " + text);
}
