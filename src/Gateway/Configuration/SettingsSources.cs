using System.Collections.Immutable;
using System.Text.Json;

namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// Where settings come from, the later over the earlier: the file beside the program, <c>--config</c>, environment, command line.
/// </summary>
/// <param name="ProgramFolder">Folder of <c>appsettings.json</c>, which may be missing.</param>
/// <param name="Arguments">The command line.</param>
internal sealed record SettingsSources(string ProgramFolder, Arguments Arguments)
{
    /// <summary>Paths of the files among them.</summary>
    public ImmutableArray<string> Files =>
        Arguments.ConfigFile is { } file ? [ProgramFile, Path.GetFullPath(file)] : [ProgramFile];

    private string ProgramFile => Path.Combine(ProgramFolder, "appsettings.json");

    /// <summary>Reads all sources anew.</summary>
    /// <exception cref="ConfigurationException">A file is missing or no JSON.</exception>
    public IConfigurationRoot Read()
    {
        var builder = new ConfigurationBuilder();
        AddFile(builder, ProgramFile, isOptional: true);
        if (Arguments.ConfigFile is { } file)
        {
            AddFile(builder, Path.GetFullPath(file), isOptional: false);
        }

        return builder.AddEnvironmentVariables().AddInMemoryCollection(LastOfEach(Arguments.Settings)).Build();
    }

    // Read at once and from memory, so that a broken file is told by its name and nothing watches it behind our back.
    private static void AddFile(ConfigurationBuilder builder, string path, bool isOptional)
    {
        if (isOptional && !File.Exists(path))
        {
            return;
        }

        try
        {
            var bytes = File.ReadAllBytes(path);
            using var check = JsonDocument.Parse(bytes, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            builder.AddJsonStream(new MemoryStream(bytes));
            new ConfigurationBuilder().AddJsonStream(new MemoryStream(bytes)).Build();
        }
        catch (JsonException e)
        {
            throw ConfigurationException.Unusable(path, $"no JSON at line {e.LineNumber + 1}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationException.Unusable(path, "cannot be read");
        }
        catch (FormatException)
        {
            throw ConfigurationException.Unusable(path, "not a JSON object with each name once");
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> LastOfEach(IEnumerable<KeyValuePair<string, string?>> settings) =>
        settings.GroupBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase).Select(same => same.Last());
}
