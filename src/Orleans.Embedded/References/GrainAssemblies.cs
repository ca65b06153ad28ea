using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Orleans.Embedded;

/// <summary>Finds grain classes in every assembly of the program that uses this engine, loaded or not.</summary>
internal static class GrainAssemblies
{
    private static readonly string EngineName = typeof(GrainAssemblies).Assembly.GetName().Name!;

    internal static IEnumerable<Type> GrainTypes()
        => Find().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false })
            .Where(typeof(IGrainBase).IsAssignableFrom)
            .OrderBy(type => type.FullName, StringComparer.Ordinal);

    /// <summary>
    /// From what is loaded, along references to files beside the program: other files there may belong to other programs.
    /// </summary>
    private static HashSet<Assembly> Find()
    {
        var found = new HashSet<Assembly>();
        var loaded = AppDomain.CurrentDomain.GetAssemblies();
        var next = new Queue<Assembly>(loaded.Where(assembly => !assembly.IsDynamic && UsesEngine(assembly)));
        while (next.TryDequeue(out var assembly))
        {
            if (!found.Add(assembly))
            {
                continue;
            }

            foreach (var reference in assembly.GetReferencedAssemblies().Where(IsFileThatUsesEngine))
            {
                next.Enqueue(Assembly.Load(reference));
            }
        }

        return found;
    }

    private static bool UsesEngine(Assembly assembly) => assembly.GetReferencedAssemblies().Any(reference => reference.Name == EngineName);

    private static bool IsFileThatUsesEngine(AssemblyName name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
        return File.Exists(file) && UsesEngine(file);
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
