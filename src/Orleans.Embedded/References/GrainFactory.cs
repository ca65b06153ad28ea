using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Makes references, for grains and clients alike.</summary>
internal sealed class GrainFactory(EngineConnection connection, GrainClasses classes, TimeSpan clientTimeout) : IGrainFactory
{
    internal EngineConnection Connection => connection;

    /// <summary>How long callers outside of grains wait, where the method says nothing.</summary>
    internal TimeSpan ClientTimeout => clientTimeout;

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey
        => Make<TGrainInterface>(GrainKeys.From(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey
        => Make<TGrainInterface>(GrainKeys.From(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return Make<TGrainInterface>(IdSpan.Create(primaryKey), grainClassNamePrefix);
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable
        => (TGrainInterface)(object)Make(typeof(TGrainInterface), classes.OfType(grainId.Type), grainId);

    internal GrainReference Make(Type contract, GrainClass grainClass, GrainId grainId)
        => ProxyTypes.Get(contract).Create(this, grainClass, grainId);

    private TGrainInterface Make<TGrainInterface>(IdSpan key, string? prefix)
    {
        var grainClass = classes.Implementing(typeof(TGrainInterface), prefix);
        return (TGrainInterface)(object)Make(typeof(TGrainInterface), grainClass, new GrainId(grainClass.GrainType, key));
    }
}
