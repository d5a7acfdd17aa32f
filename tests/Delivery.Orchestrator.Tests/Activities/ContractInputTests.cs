using System.Text.Json.Nodes;
using Delivery.Orchestrator.Activities;
using Delivery.Workflows;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Activities;

/// <summary>What an analyst types, and what becomes of it.</summary>
public sealed class ContractInputTests
{
    private static readonly WorkflowEngine Engine = CreateEngine();

    [Theory]
    [InlineData("JavaScript", "2")]
    [InlineData("JavaScript", "4 / 2")]
    [InlineData("JavaScript", "'2'")]
    [InlineData("Literal", "2")]
    public void Number_InAnyForm_IsTaken(string language, string value) =>
        Send("Stores.ExpireTicket", ("round", language, value))["round"]!.GetValue<int>().ShouldBe(2);

    [Theory]
    [InlineData("JavaScript", "({ amount: 5, currency: 'KRW' })")]
    [InlineData("JavaScript", "JSON.stringify({ amount: 5, currency: 'KRW' })")]
    [InlineData("Object", """{"amount":5,"currency":"KRW"}""")]
    public void Amount_InAnyForm_IsTaken(string language, string value)
    {
        var body = Send("Payments.AuthorizePayment", ("customerId", "Literal", "c"), ("amount", language, value));

        body["amount"]!.ToJsonString().ShouldBe("""{"amount":5,"currency":"KRW"}""");
    }

    [Fact]
    public void Optional_NotSet_IsLeftOut() => Send("Stores.RevokeTicket", ("round", "Literal", "1")).ContainsKey("force").ShouldBeFalse();

    [Fact]
    public void Order_OfTheInstance_IsFilledIn()
    {
        var body = Send("Stores.ExpireTicket", ("round", "Literal", "1"));

        body["orderId"]!.GetValue<string>().ShouldBe("ord_1");
        body["requestId"]!.GetValue<string>().ShouldStartWith("i1:");
    }

    [Theory]
    [InlineData("Stores.ExpireTicket", "round", "1.5", "The input \"Round\" of \"Expire ticket\" must be a whole number: it is 1.5.")]
    [InlineData("Stores.ExpireTicket", "round", "'two'", "The input \"Round\" of \"Expire ticket\" must be a whole number: it is \"two\".")]
    [InlineData("Stores.ExpireTicket", "round", "''", "The input \"Round\" of \"Expire ticket\" is missing.")]
    [InlineData("Payments.AuthorizePayment", "timeout", "'soon'", "The input \"Time-out\" of \"Authorize payment\" must be a time span such as 00:05:00: it is \"soon\".")]
    [InlineData("Orders.CloseOrder", "outcome", "'Sideways'", "The input \"Outcome\" of \"Close order\" must be one of Completed, CancelledByCustomer")]
    [InlineData("Payments.AuthorizePayment", "customerId", "null", "The input \"Customer id\" of \"Authorize payment\" is missing.")]
    [InlineData("Payments.CapturePayment", "timeout", "'-00:00:01'", "The time-out of \"Capture payment\" must be longer than zero")]
    public void Input_ThatDoesNotFit_IsNamedInTheIncident(string command, string input, string script, string message)
    {
        var burst = Run(command, "ord_1", (input, "JavaScript", script));

        burst.NewIncidents.ShouldHaveSingleItem().Message.ShouldContain(message);
        burst.Effects.ShouldBeEmpty();
    }

    [Fact]
    public void Order_Unknown_IsSaidInTheIncident() =>
        Run("Payments.CapturePayment", correlationId: null).NewIncidents.ShouldHaveSingleItem().Message.ShouldContain("does not know its order");

    private static WorkflowEngine CreateEngine()
    {
        var catalog = new ActivityCatalog();
        foreach (var activity in DeliveryActivities.CreateAll())
        {
            catalog.Add(activity);
        }

        return new WorkflowEngine(catalog, new WorkflowEngineOptions());
    }

    private static JsonObject Send(string command, params (string Name, string Language, string Value)[] inputs)
    {
        var burst = Run(command, "ord_1", inputs);
        burst.NewIncidents.Select(incident => incident.Message).ShouldBeEmpty();
        return burst.Effects.ShouldHaveSingleItem().ShouldBeOfType<SendMessage>().Body;
    }

    private static Burst Run(string command, string? correlationId, params (string Name, string Language, string Value)[] inputs)
    {
        var root = new JsonObject { ["id"] = "a", ["type"] = "Delivery." + command, ["version"] = 1 };
        foreach (var (name, language, value) in inputs)
        {
            root[name] = new JsonObject { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = language, ["value"] = value } };
        }

        var document = new JsonObject { ["id"] = "v1", ["definitionId"] = "d", ["version"] = 1, ["root"] = root };
        var bundle = WorkflowBundle.Create(WorkflowDefinition.Parse(document.ToJsonString()), _ => null);
        return Engine.Start(bundle, new StartInstance { InstanceId = "i1", CorrelationId = correlationId }, DateTimeOffset.UnixEpoch);
    }
}
