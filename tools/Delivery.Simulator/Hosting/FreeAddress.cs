using System.Net;
using System.Net.Sockets;

namespace Delivery.Simulator.Hosting;

/// <summary>
/// Addresses for processes that will listen in a while. They lie below the ports that the system gives to connections and to those who ask it for
/// any port: until the process listens, nobody else takes one, and this process never gives one twice.
/// </summary>
internal static class FreeAddress
{
    private const int First = 20_000;
    private const int Count = 12_000;
    private static int _next = Random.Shared.Next(Count);

    public static Uri Take()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port))
            {
                return new Uri($"http://127.0.0.1:{port}");
            }
        }

        throw new InvalidOperationException($"Every port from {First} to {First + Count - 1} is taken.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
