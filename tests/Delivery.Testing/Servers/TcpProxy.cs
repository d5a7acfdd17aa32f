using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Delivery.Testing.Servers;

/// <summary>Stands between a client and a server, and can cut them apart: a server that is away, without touching the server.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = new();
    private readonly string _host;
    private readonly TcpListener _listener;
    private readonly int _port;
    private readonly Task _accepting;
    private volatile bool _isCut;

    private TcpProxy(string host, int port)
    {
        _host = host;
        _port = port;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the client connects, on 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Starts a proxy in front of a server.</summary>
    public static TcpProxy To(string host, int port) => new(host, port);

    /// <summary>Ends all connections, and every new one at once.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var client in _clients.Keys)
        {
            client.Close();
        }
    }

    /// <summary>Lets new connections through.</summary>
    public void Mend() => _isCut = false;

    /// <summary>Ends everything.</summary>
    public async ValueTask DisposeAsync()
    {
        Cut();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The listener has stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        _clients[client] = true;
        _clients[server] = true;
        try
        {
            if (!_isCut)
            {
                await server.ConnectAsync(_host, _port);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has gone, or was cut off.
        }
        finally
        {
            client.Close();
            _clients.TryRemove(client, out _);
            _clients.TryRemove(server, out _);
        }
    }
}
