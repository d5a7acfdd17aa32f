using System.Net;
using System.Net.Sockets;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Stands between a client and PostgreSQL, and loses the connection during a commit: before the server has heard of it, or after.</summary>
internal sealed class LostCommit : IAsyncDisposable
{
    // With the zero that ends it: BEGIN says READ COMMITTED.
    private static readonly byte[] Commit = "COMMIT\0"u8.ToArray();

    private readonly string _host;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _port;
    private readonly Task _accepting;
    private int _armed;
    private bool _afterwards;

    private LostCommit(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many commits were lost.</summary>
    public int Lost { get; private set; }

    public static LostCommit InFrontOf(string host, int port) => new(host, port);

    /// <summary>The next commit loses its connection.</summary>
    /// <param name="afterwards">True when the server commits and only its answer is lost.</param>
    public void LoseNext(bool afterwards)
    {
        _afterwards = afterwards;
        Interlocked.Exchange(ref _armed, 1);
    }

    public async ValueTask DisposeAsync()
    {
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
        try
        {
            await server.ConnectAsync(_host, _port);
            var connection = new Connection(client.GetStream(), server.GetStream());
            await Task.WhenAny(SendAsync(connection), ReceiveAsync(connection));
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has gone.
        }
        finally
        {
            client.Close();
        }
    }

    private async Task SendAsync(Connection connection)
    {
        var buffer = new byte[65536];
        while (await connection.Client.ReadAsync(buffer) is > 0 and var count)
        {
            if (buffer.AsSpan(0, count).IndexOf(Commit) >= 0 && Interlocked.Exchange(ref _armed, 0) == 1)
            {
                Lost++;
                if (!_afterwards)
                {
                    return;
                }

                connection.IsDeaf = true;
            }

            await connection.Server.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private static async Task ReceiveAsync(Connection connection)
    {
        var buffer = new byte[65536];
        while (await connection.Server.ReadAsync(buffer) is > 0 and var count && !connection.IsDeaf)
        {
            await connection.Client.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private sealed class Connection(NetworkStream client, NetworkStream server)
    {
        private volatile bool _isDeaf;

        public NetworkStream Client { get; } = client;

        public NetworkStream Server { get; } = server;

        /// <summary>The client does not hear the server's answer any more.</summary>
        public bool IsDeaf
        {
            get => _isDeaf;
            set => _isDeaf = value;
        }
    }
}
