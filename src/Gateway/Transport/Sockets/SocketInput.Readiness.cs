using System.Net.Sockets;

namespace EventPlatform.Gateway.Transport.Sockets;

internal sealed partial class SocketInput
{
    /// <summary>The receive of no bytes, without a context that would flow to it.</summary>
    private sealed class Readiness(SocketInput input) : SocketAsyncEventArgs(true)
    {
        /// <returns>False: it has ended already.</returns>
        public bool TryBegin()
        {
            try
            {
                return input._connection.Socket.ReceiveAsync(this);
            }
            catch (ObjectDisposedException)
            {
                SocketError = SocketError.OperationAborted;
                return false;
            }
        }

        /// <summary>
        /// The runtime runs this before all other work. Who reads goes behind the writers instead, and finds more that came meanwhile.
        /// </summary>
        protected override void OnCompleted(SocketAsyncEventArgs e) => ThreadPool.UnsafeQueueUserWorkItem(input, preferLocal: false);
    }
}
