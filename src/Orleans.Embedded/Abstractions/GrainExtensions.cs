using Orleans.Runtime;

namespace Orleans;

/// <summary>Identities of grains and references.</summary>
public static class GrainExtensions
{
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        Grain instance => instance.Activation.GrainId,
        IGrainBase instance => instance.GrainContext.GrainId,
        _ => throw new ArgumentException($"{grain?.GetType()} is neither a grain nor a reference.", nameof(grain)),
    };

    /// <exception cref="InvalidOperationException">The key is not a Guid.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain) => GrainKeys.ToGuid(grain.GetGrainId());

    /// <exception cref="InvalidOperationException">The key is not a number.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain) => GrainKeys.ToLong(grain.GetGrainId());

    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>The reference by which others call this grain.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
        where TGrainInterface : IAddressable
        => grain is GrainReference reference
            ? reference.Factory.GetGrain<TGrainInterface>(reference.GrainId)
            : ((IGrainBase)grain).GrainContext.GrainReference.Factory.GetGrain<TGrainInterface>(grain.GetGrainId());
}
