using System.Globalization;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The grain key that belongs to a stream key.</summary>
internal static class StreamKeys
{
    /// <exception cref="ArgumentException">The grain has numbers for keys and the stream's key is none.</exception>
    internal static IdSpan ToGrainKey(StreamId streamId, GrainClass grainClass)
    {
        var key = streamId.GetKeyAsString();
        if (!grainClass.HasIntegerKey)
        {
            return IdSpan.Create(key);
        }

        return long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? GrainKeys.From(number)
            : throw new ArgumentException($"The key of stream {streamId} is not a number, as {grainClass.Type} needs.");
    }
}
