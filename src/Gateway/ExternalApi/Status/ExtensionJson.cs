using System.Buffers;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.ExternalApi.Status;

/// <summary>An extension as <c>extension/get</c> and <c>extension/list</c> show it.</summary>
internal static class ExtensionJson
{
    // {"id","location","tenant","number","display_name","status","note","return_time","user"}
    public static void Write(ArrayBufferWriter<byte> output, ExtensionView extension, string? user)
    {
        Member(output, "{\"id\":"u8, extension.Id.ToString("D"));
        Member(output, ",\"location\":"u8, extension.Tenant.Location.Name);
        Member(output, ",\"tenant\":"u8, extension.Tenant.Name);
        Member(output, ",\"number\":"u8, extension.Number);
        Member(output, ",\"display_name\":"u8, extension.DisplayName);
        Member(output, ",\"status\":"u8, extension.Status.Name);
        Member(output, ",\"note\":"u8, extension.State.Note);
        output.Raw(",\"return_time\":"u8);
        output.Integer(extension.State.ReturnTime);
        if (user is null)
        {
            output.Raw(",\"user\":null"u8);
        }
        else
        {
            Member(output, ",\"user\":"u8, user);
        }

        output.Raw((byte)'}');
    }

    private static void Member(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, string value)
    {
        output.Raw(name);
        output.Text(value);
    }
}
