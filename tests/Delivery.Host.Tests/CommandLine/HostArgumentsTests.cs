using Delivery.Host.CommandLine;

namespace Delivery.Host.Tests.CommandLine;

public sealed class HostArgumentsTests
{
    [Fact]
    public void Parse_Nothing_ServesEverything()
    {
        var arguments = HostArguments.Parse([]);

        arguments.Command.ShouldBe(HostCommand.Serve);
        arguments.Modules.ShouldBeNull();
    }

    [Fact]
    public void Parse_AllServeOptions_TakesThem()
    {
        var arguments = HostArguments.Parse(
        [
            "--urls", "http://localhost:9000", "--data=/tmp/x", "--postgres", "Host=a;Port=1", "--rabbitmq", "amqp://b",
            "--modules", "orders, stores", "--set", "Timeouts:AnswerWithin=00:00:05", "--set", "Limits:Burst=7",
        ]);

        arguments.Urls.ShouldBe("http://localhost:9000");
        arguments.DataDirectory.ShouldBe("/tmp/x");
        arguments.Postgres.ShouldBe("Host=a;Port=1");
        arguments.RabbitMq.ShouldBe("amqp://b");
        arguments.Modules.ShouldBe(["orders", "stores"]);
        arguments.Settings["Timeouts:AnswerWithin"].ShouldBe("00:00:05");
        arguments.Settings["Limits:Burst"].ShouldBe("7");
    }

    [Fact]
    public void Parse_WorkflowsExport_TakesItsOptions()
    {
        var arguments = HostArguments.Parse(["workflows", "export", "--directory", "w", "--overwrite", "--data", "d", "--postgres=Host=a"]);

        arguments.Command.ShouldBe(HostCommand.WorkflowsExport);
        (arguments.WorkflowsDirectory, arguments.Overwrite, arguments.DataDirectory, arguments.Postgres).ShouldBe(("w", true, "d", "Host=a"));
        HostArguments.Parse(["workflows", "status"]).Command.ShouldBe(HostCommand.WorkflowsStatus);
        HostArguments.Parse(["workflows", "--help"]).Command.ShouldBe(HostCommand.Help);
    }

    [Theory]
    [InlineData("workflows")]
    [InlineData("workflows", "import")]
    [InlineData("workflows", "status", "--overwrite")]
    [InlineData("--directory", "w")]
    public void Parse_WorkflowsMisspelt_SaysWhatThereIs(params string[] args) =>
        Should.Throw<UsageException>(() => HostArguments.Parse(args)).Message.ShouldContain("./run");

    [Fact]
    public void Parse_Migrate_KeepsTheOtherOptions()
    {
        var arguments = HostArguments.Parse(["--migrate", "--postgres", "Host=a"]);

        arguments.Command.ShouldBe(HostCommand.Migrate);
        arguments.Postgres.ShouldBe("Host=a");
    }

    [Fact]
    public void Parse_Token_TakesRoleAndSubject()
    {
        var arguments = HostArguments.Parse(["token", "--role", "rider", "--subject", "rider-9"]);

        arguments.Command.ShouldBe(HostCommand.Token);
        arguments.Role.ShouldBe("rider");
        arguments.Subject.ShouldBe("rider-9");
    }

    [Fact]
    public void Parse_Simulate_LeavesTheRestToTheSimulator()
    {
        var arguments = HostArguments.Parse(["simulate", "--orders", "200"]);

        arguments.Command.ShouldBe(HostCommand.Simulate);
        arguments.Rest.ShouldBe(["--orders", "200"]);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--urls")]
    [InlineData("--set", "nothing")]
    [InlineData("--set", "=value")]
    [InlineData("token")]
    [InlineData("token", "--role")]
    [InlineData("token", "--role", "rider", "--urls", "x")]
    [InlineData("serve")]
    public void Parse_UnknownOrIncomplete_SaysWhatToDo(params string[] args) =>
        Should.Throw<UsageException>(() => HostArguments.Parse(args)).Message.ShouldContain("--help");
}
