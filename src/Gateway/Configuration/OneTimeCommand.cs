namespace EventPlatform.Gateway.Configuration;

/// <summary>What the program does instead of serving, and then ends.</summary>
/// <param name="Kind">What.</param>
/// <param name="Argument">How it stands on the command line.</param>
/// <param name="File">The file it is about; empty: none.</param>
internal sealed record OneTimeCommand(OneTimeCommandKind Kind, string Argument, string File);
