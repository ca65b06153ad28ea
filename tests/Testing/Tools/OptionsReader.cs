namespace EventPlatform.Testing.Tools;

/// <summary>Reads options from a command line.</summary>
/// <param name="args">The command line.</param>
/// <param name="wrong">What is wrong; empty when nothing is.</param>
/// <returns>null when something is wrong.</returns>
public delegate T? OptionsReader<T>(IReadOnlyList<string> args, out string wrong)
    where T : class;
