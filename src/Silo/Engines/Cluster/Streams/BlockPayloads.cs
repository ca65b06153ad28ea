using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Configuration;

namespace EventPlatform.Silo.Streams;

/// <summary>Blocks travel as bytes. Silos and clients of one cluster must agree on it.</summary>
public static class BlockPayloads
{
    /// <summary>Takes our codec and copier for segments instead of Orleans'.</summary>
    public static IServiceCollection AddBlockPayloads(this IServiceCollection services) =>
        services.PostConfigure<TypeManifestOptions>(types =>
        {
            // Of two for one type the one that comes later counts, and the order of a set is nobody's promise.
            types.Serializers.Remove(typeof(ArraySegmentCodec<>));
            types.Serializers.Add(typeof(SegmentCodec<>));
            types.Copiers.Remove(typeof(ArraySegmentCopier<>));
            types.Copiers.Add(typeof(SegmentCopier<>));
        });
}
