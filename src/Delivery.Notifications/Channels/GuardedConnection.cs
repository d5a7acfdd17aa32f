using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Delivery.Notifications.Channels;

/// <summary>
/// Connects to a receiver, and only to an address of the public Internet. It is judged here, with the very address that is connected to,
/// because a name that led outside when it was checked may lead inside a moment later.
/// </summary>
internal sealed class GuardedConnection(IOptions<NotificationsOptions> options)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endPoint = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken);
        var allowed = options.Value.AllowPrivateAddresses ? addresses : [.. addresses.Where(PublicAddress.IsPublic)];
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
