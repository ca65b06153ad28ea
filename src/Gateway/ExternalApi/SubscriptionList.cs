using System.Buffers;
using System.Collections.Immutable;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>The list that <c>event/get_subscriptions</c> answers with.</summary>
internal static class SubscriptionList
{
    public static void Write(ArrayBufferWriter<byte> output, ImmutableArray<(Subscription Subscription, SubscriptionBody? Body)> items)
    {
        output.Raw((byte)'[');
        for (var index = 0; index < items.Length; index++)
        {
            output.Raw(index == 0 ? default : ","u8);
            WriteOne(output, items[index].Subscription.Name, items[index].Body);
        }

        output.Raw((byte)']');
    }

    private static void WriteOne(ArrayBufferWriter<byte> output, in SubscriptionName name, SubscriptionBody? body)
    {
        output.Raw("{\"class\":"u8);
        output.Text(name.Class);
        output.Raw(",\"subclass\":"u8);
        output.Text(name.Subclass);
        output.Raw(",\"type\":"u8);
        output.Text(name.Type);
        output.Raw(",\"obj_id\":"u8);
        output.Text(name.ObjId);
        output.Raw(",\"service\":"u8);
        output.Text(name.Service);
        if (body is not null)
        {
            output.Raw(",\"body\":"u8);
            output.Raw(body.Text);
        }

        output.Raw((byte)'}');
    }
}
