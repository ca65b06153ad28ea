using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Orleans.Embedded;

/// <summary>Finds grain classes in every assembly beside the program that uses this engine, loaded or not.</summary>
internal static class GrainAssemblies
{
    private static readonly string EngineName = typeof(GrainAssemblies).Assembly.GetName().Name!;

    internal static IEnumerable<Type> GrainTypes()
        => Find().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false })
            .Where(typeof(IGrainBase).IsAssignableFrom)
            .OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static HashSet<Assembly> Find()
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll"))
        {
            if (UsesEngine(file))
            {
                Assembly.Load(AssemblyName.GetAssemblyName(file));
            }
        }

        // In a single-file program there are no files: what is loaded or referenced by it must do.
        var found = new HashSet<Assembly>();
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (!assembly.IsDynamic && assembly.GetReferencedAssemblies().Any(reference => reference.Name == EngineName))
            {
                found.Add(assembly);
            }
        }

        return found;
    }

    /// <summary>Reads the references of a file without loading it; native libraries have none.</summary>
    private static bool UsesEngine(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        if (!reader.HasMetadata)
        {
            return false;
        }

        var metadata = reader.GetMetadataReader();
        return metadata.AssemblyReferences.Any(
            handle => metadata.StringComparer.Equals(metadata.GetAssemblyReference(handle).Name, EngineName));
    }
}
