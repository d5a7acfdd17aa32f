using System.Diagnostics;
using Delivery.Host.CommandLine;
using Delivery.Host.Composition;
using Delivery.Host.Startup;
using Delivery.Identity.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Host.Tests.Startup;

/// <summary>The lines that a newcomer is shown carry an order to its end.</summary>
[Trait("Needs", "Server")]
public sealed class FirstOrderTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("delivery-first-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Lines_PastedIntoAShell_CompleteAnOrder()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var host = DeliveryHost.Build(
            HostArguments.Parse(["--urls", "http://127.0.0.1:0", "--data", _directory, "--set", "Profile=demo", "--set", "Logging:LogLevel:Default=None"]));
        await host.App.StartAsync(cancellation);
        var lines = FirstOrder.Lines(host.App.Urls.First(), host.App.Services.GetRequiredService<TokenIssuer>());

        using var shell = Process.Start(new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await shell.StandardInput.WriteAsync(string.Join('\n', lines) + "\n");
        shell.StandardInput.Close();
        var output = await shell.StandardOutput.ReadToEndAsync(cancellation);

        output.ShouldContain("\"status\":\"Completed\"");
        await host.App.StopAsync(cancellation);
    }
}
