using System.Net;
using System.Net.Sockets;

namespace Delivery.ServiceDefaults.Outgoing;

/// <summary>
/// Connects to whom a user of ours has named, and only to an address of the public Internet. It is judged here, with the very address that is connected to,
/// because a name that led outside when it was checked may lead inside a moment later.
/// </summary>
/// <param name="allowPrivateAddresses">For a host that trusts its users with its own network.</param>
public sealed class GuardedConnection(bool allowPrivateAddresses)
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="ForbiddenAddressException">None of the host's addresses is allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var endPoint = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken);
        var allowed = allowPrivateAddresses ? addresses : [.. addresses.Where(PublicAddress.IsPublic)];
        if (allowed.Length == 0)
        {
            throw new ForbiddenAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
