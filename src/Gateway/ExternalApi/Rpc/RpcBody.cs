using System.Buffers;

namespace EventPlatform.Gateway.ExternalApi.Rpc;

/// <summary>Reads the body of a call.</summary>
internal static class RpcBody
{
    /// <summary>The whole body.</summary>
    /// <returns>null: it has more bytes than allowed.</returns>
    public static async ValueTask<byte[]?> Read(HttpRequest request, int bytesMax, CancellationToken cancellationToken)
    {
        if (request.ContentLength > bytesMax)
        {
            return null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > bytesMax)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
