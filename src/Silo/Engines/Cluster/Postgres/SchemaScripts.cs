using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

namespace EventPlatform.Silo.Postgres;

/// <summary>The steps of the schema that this program knows: files of <c>infra/postgres</c>, which are part of it.</summary>
internal static class SchemaScripts
{
    private const string Prefix = "postgres/";

    /// <summary>In order.</summary>
    internal static ImmutableArray<SchemaScript> Known { get; } = ReadAll();

    private static ImmutableArray<SchemaScript> ReadAll()
    {
        var assembly = typeof(SchemaScripts).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));
        var scripts = names.Select(name => Read(assembly, name)).OrderBy(script => script.Version).ToImmutableArray();
        return scripts.Select(script => script.Version).SequenceEqual(Enumerable.Range(1, scripts.Length))
            ? scripts
            : throw new InvalidOperationException("The scripts of infra/postgres are not numbered from 1 without holes.");
    }

    private static SchemaScript Read(Assembly assembly, string resource)
    {
        var name = resource[Prefix.Length..];
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var number = name[..name.IndexOf('-', StringComparison.Ordinal)];
        return new SchemaScript(int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
